const FENCE = /^ {0,3}(`{3,}|~{3,})/;
/** Lines that begin a block of their own, whatever stands before: not those that may go on with a list, quote or table. */
const BEGINS = /^[^\s>|*+\-\d`~]/;

/**
 * A growing text in parts that are read as Markdown one by one, so that of a long reply only the end is read again. It is cut at empty
 * lines, outside code, where nothing of what went before can go on. Joined they are the text.
 */
export function blocksOf(text: string): string[] {
  const blocks: string[] = [];
  let block = "";
  let fence: string | null = null;
  let afterEmpty = false;
  for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const mark = FENCE.exec(line)?.[1];
    if (fence === null && afterEmpty && (BEGINS.test(line) || mark !== undefined)) {
      blocks.push(block);
      block = "";
    }
    if (fence === null) fence = mark ?? null;
    else if (mark?.startsWith(fence) && line.trim() === mark) fence = null;
    block += line;
    afterEmpty = line.trim() === "";
  }
  return block === "" ? blocks : [...blocks, block];
}

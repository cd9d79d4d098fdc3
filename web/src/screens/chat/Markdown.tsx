import { Anchor, Table, Text } from "@mantine/core";
import { memo } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import rehypeSanitize, { defaultSchema } from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import { blocksOf } from "./blocks";
import classes from "./chat.module.css";
import { CodeBlock } from "./CodeBlock";

interface Props {
  text: string;
  /** Whether more is coming. */
  isGrowing?: boolean;
}

/**
 * A reply. HTML in it is shown as nothing at all: no element is made of it. What Markdown makes is held against GitHub's list of
 * elements, attributes and protocols. While it grows only its last block is read again, and code is coloured once it is complete.
 */
export const Markdown = memo(function Markdown({ text, isGrowing = false }: Props) {
  const blocks = isGrowing ? blocksOf(text) : [text];
  return (
    <div className={classes.markdown}>
      {blocks.map((block, at) => (
        <Block key={at} text={block} />
      ))}
    </div>
  );
});

const Block = memo(function Block({ text }: { text: string }) {
  return (
    <ReactMarkdown remarkPlugins={PLUGINS} rehypePlugins={SANITIZE} components={COMPONENTS}>
      {text}
    </ReactMarkdown>
  );
});

const PLUGINS = [remarkGfm];
const SANITIZE: [typeof rehypeSanitize, typeof defaultSchema][] = [
  [rehypeSanitize, { ...defaultSchema, protocols: { ...defaultSchema.protocols, href: ["http", "https", "mailto"] } }],
];

/** Headings of a reply stand below the one that says who wrote it, whatever level the model took. */
const heading: Components["h1"] = ({ children }) => (
  <Text component="h3" fw={650} mt="md" mb={4}>
    {children}
  </Text>
);

const COMPONENTS: Components = {
  h1: heading,
  h2: heading,
  h3: heading,
  h4: heading,
  h5: heading,
  h6: heading,
  a: ({ href, children }) => (
    <Anchor href={href} target="_blank" rel="noopener noreferrer nofollow" inherit underline="always">
      {children}
    </Anchor>
  ),
  // Not loaded: the address of a picture can carry what was said here to whoever made the model write it.
  img: ({ src, alt }) => (
    <Anchor href={typeof src === "string" ? src : undefined} target="_blank" rel="noopener noreferrer nofollow" inherit underline="always">
      {alt || (typeof src === "string" ? src : "")}
    </Anchor>
  ),
  input: ({ checked }) => <span>{checked ? "☑ " : "☐ "}</span>,
  pre: ({ children }) => <CodeBlock>{children}</CodeBlock>,
  table: ({ children }) => (
    <Table.ScrollContainer minWidth={0} type="native">
      <Table withTableBorder withColumnBorders>
        {children}
      </Table>
    </Table.ScrollContainer>
  ),
};

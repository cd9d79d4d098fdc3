import { readdirSync, readFileSync } from "node:fs";
import type { Plugin } from "vite";

const LIST = "src/app/mantineStyles.ts";
const SHEETS = "node_modules/@mantine/core/styles";
/** Of no part: resets, variables of the theme, and classes that parts share. */
const ALWAYS = ["baseline", "default-css-variables", "global"];

/**
 * Lets a build fail whose list of style sheets is not that of the parts of Mantine in it.
 *
 * Every part's style sheet comes with a module of class names, so the modules that were bundled say which sheets are needed. Their
 * order is that of Mantine's whole sheet: parts override what they are made of.
 */
export function mantineSheets(): Plugin {
  return {
    name: "mantine-sheets",
    apply: "build",
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
      const parts = modules.flatMap((id) => /@mantine\/core\/.*\/(\w+)\.module\.mjs$/.exec(id)?.[1] ?? []);
      const needed = inOrder(new Set([...ALWAYS, ...parts]));
      const listed = [...readFileSync(LIST, "utf8").matchAll(/@mantine\/core\/styles\/(\S+)\.css"/g)].map(([, name]) => name);
      if (needed.join() === listed.join()) return;
      const lines = needed.map((name) => `import "@mantine/core/styles/${name}.css";`);
      this.error(`The parts of Mantine that are used have other sheets than ${LIST} imports. It has to be:\n${lines.join("\n")}`);
    },
  };
}

function inOrder(names: Set<string>): string[] {
  const whole = readFileSync(`${SHEETS}.css`, "utf8");
  const place = (name: string) => whole.indexOf(readFileSync(`${SHEETS}/${name}.css`, "utf8").trim());
  const known = readdirSync(SHEETS).flatMap((file) => /^([\w-]+)\.css$/.exec(file)?.[1] ?? []);
  return known.filter((name) => names.has(name)).sort((one, other) => place(one) - place(other));
}

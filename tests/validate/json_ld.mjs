// node json_ld.mjs FOLDER: every JSON-LD in the pages below it, read as JSON-LD (jsonld) and held against the types
// of schema.org (schema-dts, by the TypeScript compiler): no unknown property, no value of another type.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import jsonld from "jsonld";
import ts from "typescript";

const folder = process.argv[2];
const BLOCK = /<script type="application\/ld\+json">(.*?)<\/script>/gs;
const pages = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".html")).sort();
const problems = [];
const sources = [];

// What schema.org's own context says of the words we use; nothing is fetched.
const documentLoader = () => ({ document: { "@context": { "@vocab": "https://schema.org/", type: "@type", id: "@id" } } });

for (const page of pages) {
  const html = readFileSync(join(folder, page), "utf8");
  for (const [, text] of html.matchAll(BLOCK)) {
    let data;
    try {
      data = JSON.parse(text);
      await jsonld.expand(data, { documentLoader, safe: true });
    } catch (error) {
      problems.push(`${page}: ${error.message}`);
      continue;
    }
    for (const thing of data["@graph"] ?? [data]) {
      const type = String(thing["@type"]);
      if (!/^[A-Z][A-Za-z]+$/.test(type)) problems.push(`${page}: ${type} is no type of schema.org`);
      else sources.push({ page, type, text: JSON.stringify({ "@context": "https://schema.org", ...thing }, null, 1) });
    }
  }
}

const scratch = mkdtempSync(fileURLToPath(new URL(".json-ld-", import.meta.url)));
try {
  const files = sources.map(({ type, text }, at) => {
    const name = join(scratch, `block${at}.ts`);
    writeFileSync(name, `import type { WithContext, ${type} } from "schema-dts";\nexport const block: WithContext<${type}> = ${text};\n`);
    return name;
  });
  const program = ts.createProgram(files, {
    noEmit: true, strict: true, skipLibCheck: true, types: [],
    module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler,
  });
  for (const { file, start, messageText } of ts.getPreEmitDiagnostics(program)) {
    const at = file ? Number(/block(\d+)\.ts$/.exec(file.fileName)?.[1]) : 0;
    const line = file ? file.text.slice(file.text.lastIndexOf("\n", start) + 1, file.text.indexOf("\n", start)).trim() : "";
    problems.push(`${sources[at]?.page}: ${line} ${ts.flattenDiagnosticMessageText(messageText, " ").slice(0, 300)}`);
  }
} finally {
  rmSync(scratch, { recursive: true });
}

problems.forEach((problem) => console.log(problem));
console.log(`${sources.length} things`);
process.exitCode = problems.length ? 1 : 0;

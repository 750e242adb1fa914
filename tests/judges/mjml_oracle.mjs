// npm's mjml as a judge: a JSON list of documents comes in, a JSON list of {html, errors} goes out.
import { createRequire } from "module";
import { readFileSync } from "fs";

const require = createRequire(import.meta.url);
require("./older_node.cjs");
const imported = require("mjml");
const mjml2html = imported.default ?? imported;

const answers = [];
for (const document of JSON.parse(readFileSync(0, "utf-8"))) {
  try {
    const { html, errors } = await mjml2html(document, { validationLevel: "soft", fonts: {}, minify: false });
    answers.push({ html, errors: errors.map((error) => ({ line: error.line, tag: error.tagName, message: error.message })) });
  } catch (error) {
    answers.push({ html: "", errors: [{ line: 0, tag: "", message: String(error.message) }] });
  }
}
process.stdout.write(JSON.stringify(answers));

// What npm's mjml knows of its elements, in the form of publish/formats/mjml/schema.json:
//   node tests/judges/mjml_schema.mjs > publish/formats/mjml/schema.json
import { createRequire } from "module";

const require = createRequire(import.meta.url);
require("./older_node.cjs");
require("mjml");
const { components } = require("mjml-core");
const { dependencies } = require("mjml-preset-core");
const colours = require("mjml-core/lib/types/helpers/colors");
const { version } = require("mjml/package.json");

// Elements that the parser knows without a component of their own.
const bare = { "mjml": { lang: "string", dir: "enum(ltr,rtl,auto)" }, "mj-all": {}, "mj-class": { name: "string" } };

function byKind(attributes) {
  const kinds = {};
  for (const name of Object.keys(attributes).sort()) (kinds[attributes[name]] ??= []).push(name);
  return Object.fromEntries(Object.keys(kinds).sort().map((kind) => [kind, kinds[kind].join(" ")]));
}

const elements = {};
for (const name of [...Object.keys(components), ...Object.keys(bare)].sort()) {
  const component = components[name];
  elements[name] = {
    children: (dependencies[name] ?? []).filter((child) => typeof child === "string").sort().join(" "),
    ...(component?.endingTag ? { text: true } : {}),
    attributes: byKind(component?.allowedAttributes ?? bare[name] ?? {}),
  };
}
console.log(JSON.stringify({
  source: "npm mjml",
  version,
  licence: "MIT, Copyright (c) 2016 Mailjet SAS, https://mjml.io",
  taken: "2026-11-23",
  colours: [...(colours.default ?? colours)].sort().join(" "),
  elements,
}, null, 1));

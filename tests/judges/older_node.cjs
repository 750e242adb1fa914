// Node 18, which Debian 12 has, keeps to itself what npm's mjml expects everywhere.
globalThis.File ??= require("node:buffer").File;

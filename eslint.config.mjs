// The pages' own scripts: no undefined names, no text that becomes markup, nothing fetched by a map.
import { readFileSync, readdirSync } from "node:fs";
import js from "@eslint/js";
import globals from "globals";

const FOLDER = "kg/static/";
const MAP = readdirSync(FOLDER).filter((name) => name.endsWith(".js"));
const DECLARED = /^(const|let|(?:async )?function) ([\w$]+)/gm;
const namesOf = (file) => [...readFileSync(FOLDER + file, "utf8").matchAll(DECLARED)]
  .map(([, how, name]) => [name, how === "let" ? "writable" : "readonly"]);

// One page carries all scripts of a map in one scope: what one declares, the others see.
const shared = (file) => ({
  files: [FOLDER + file],
  languageOptions: {
    globals: {
      vis: "readonly",
      ...Object.fromEntries(MAP.filter((name) => name !== file).flatMap(namesOf)),
    },
  },
  rules: {
    // Which name of the shared scope nobody uses, tests/test_scripts.py says.
    "no-unused-vars": ["error", { vars: "local", args: "after-used" }],
    "no-restricted-globals": ["error", "fetch", "XMLHttpRequest", "WebSocket", "EventSource", "localStorage", "sessionStorage"],
  },
});

const MARKUP = ["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe", "write", "writeln"];

export default [
  js.configs.recommended,
  {
    files: ["kg/static/**/*.js"],
    linterOptions: { reportUnusedDisableDirectives: "error" },
    languageOptions: { sourceType: "script", ecmaVersion: 2023, globals: globals.browser },
    rules: {
      "array-callback-return": "error",
      "eqeqeq": "error",
      "max-len": ["error", { code: 140, ignoreRegExpLiterals: true }],
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      // Page scripts stand inside a function: nothing of theirs redeclares what the browser has.
      "no-redeclare": ["error", { builtinGlobals: false }],
      "no-restricted-properties": ["error", ...MARKUP.map((property) => ({ property, message: "Text goes in as text." }))],
      "no-script-url": "error",
      "no-unused-expressions": ["error", { allowShortCircuit: true, allowTernary: true }],
      "no-unused-vars": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": ["error", { destructuring: "all" }],
    },
  },
  ...MAP.map(shared),
];

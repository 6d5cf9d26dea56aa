// Editors for code and a terminal: Nib leaves them alone.
import { EditorView } from "@codemirror/view";
import { Terminal } from "@xterm/xterm";
import "@xterm/xterm/css/xterm.css";
import ace from "ace-builds/src-min-noconflict/ace";
import { basicSetup } from "codemirror";
import * as monaco from "monaco-editor/editor/editor.api";
import { type Mount, plainText } from "./contract";

const codemirror: Mount = (root) => {
  const view = new EditorView({ parent: root, extensions: [basicSetup] });
  return {
    element: () => view.contentDOM,
    text: () => view.state.doc.toString(),
    marks: () => [],
    set: (content) =>
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: plainText(content) },
      }),
  };
};

const monacoField: Mount = (root) => {
  const holder = document.createElement("div");
  holder.style.setProperty("height", "160px");
  root.append(holder);
  // Without a worker Monaco does its work in the page.
  (window as { MonacoEnvironment?: unknown }).MonacoEnvironment = {
    getWorker: () => new Worker("data:text/javascript,"),
  };
  const editor = monaco.editor.create(holder, { value: "", language: "plaintext" });
  return {
    element: () => holder,
    text: () => editor.getValue(),
    marks: () => [],
    set: (content) => editor.setValue(plainText(content)),
  };
};

const aceField: Mount = (root) => {
  const holder = document.createElement("div");
  holder.style.setProperty("height", "160px");
  root.append(holder);
  const editor = ace.edit(holder, { useWorker: false });
  return {
    element: () => holder,
    text: () => editor.getValue(),
    marks: () => [],
    set: (content) => editor.setValue(plainText(content)),
  };
};

const xterm: Mount = (root) => {
  const terminal = new Terminal({ rows: 6 });
  terminal.open(root);
  let typed = "";
  terminal.onData((data) => {
    typed += data;
    terminal.write(data);
  });
  return {
    element: () => terminal.element as HTMLElement,
    text: () => typed,
    marks: () => [],
    set: () => {
      typed = "";
      terminal.clear();
    },
  };
};

export const FIELDS: Record<string, Mount> = {
  codemirror,
  monaco: monacoField,
  ace: aceField,
  xterm,
};

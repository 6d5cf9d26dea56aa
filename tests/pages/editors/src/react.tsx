// Controlled React fields: the state is the model, and what React does not hear of is undone by it.
import { useState } from "react";
import { createRoot } from "react-dom/client";
import { type Mount, plainText } from "./contract";

type Setter = (value: string) => void;

function Controlled({ tag: Tag, tell }: { tag: "input" | "textarea"; tell: (value: string, set: Setter) => void }) {
  const [value, setValue] = useState("");
  tell(value, setValue);
  return (
    <>
      <Tag className="box" id="field" aria-label="Message" value={value} onChange={(event) => setValue(event.target.value)} />
      <output>{value.length}</output>
    </>
  );
}

const controlled =
  (tag: "input" | "textarea"): Mount =>
  async (root) => {
    let state = "";
    let change: Setter = () => {};
    const tell = (value: string, set: Setter) => {
      state = value;
      change = set;
    };
    createRoot(root).render(<Controlled tag={tag} tell={tell} />);
    while (!document.getElementById("field")) await new Promise(requestAnimationFrame);
    return {
      element: () => document.getElementById("field") as HTMLElement,
      text: () => state,
      marks: () => [],
      set: (content) => change(plainText(content)),
    };
  };

export const FIELDS: Record<string, Mount> = {
  "react-input": controlled("input"),
  "react-textarea": controlled("textarea"),
};

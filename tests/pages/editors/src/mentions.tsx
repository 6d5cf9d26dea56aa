// react-mentions: a controlled textarea over a copy of its text in which mentions are coloured.
import { useState } from "react";
import { createRoot } from "react-dom/client";
import { Mention, MentionsInput } from "react-mentions";
import { type Mount, plainText } from "./contract";

const PEOPLE = [{ id: "ada", display: "Ada Lovelace" }];
type Setter = (value: string) => void;
type Change = (event: unknown, value: string) => void;

function Controlled({ tell }: { tell: (value: string, set: Setter) => void }) {
  const [value, setValue] = useState("");
  tell(value, setValue);
  const change: Change = (_, next) => setValue(next);
  return (
    <MentionsInput value={value} onChange={change} aria-label="Message" className="mentions" style={{ control: { font: "16px/1.4 Georgia, serif", minHeight: 80, width: 560 }, highlighter: { padding: 6, border: "1px solid transparent" }, input: { padding: 6, border: "1px solid #888" } }}>
      <Mention trigger="@" data={PEOPLE} style={{ backgroundColor: "#cee4e5" }} />
    </MentionsInput>
  );
}

const reactMentions: Mount = async (root) => {
  let state = "";
  let change: Setter = () => {};
  const tell = (value: string, set: Setter) => {
    state = value;
    change = set;
  };
  createRoot(root).render(<Controlled tell={tell} />);
  while (!root.querySelector("textarea")) await new Promise(requestAnimationFrame);
  return {
    element: () => root.querySelector("textarea") as HTMLElement,
    text: () => state,
    marks: () => [],
    set: (content) => change(plainText(content)),
  };
};

export const FIELDS: Record<string, Mount> = { "react-mentions": reactMentions };

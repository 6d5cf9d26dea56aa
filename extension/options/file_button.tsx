// A button that opens the browser's own dialogue for a file, and a file handed to the browser to
// keep. In: what it is for. Out: the file that was chosen; a download.
import { useRef } from "preact/hooks";

type Props = {
  label: string;
  accept: string; // as an input has it: ".txt,.dic"
  disabled?: boolean;
  onFile: (file: File) => void;
};

export function FileButton({ label, accept, disabled = false, onFile }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" disabled={disabled} onClick={() => input.current?.click()}>
        {label}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        aria-label={label}
        onChange={({ currentTarget }) => {
          const [file] = Array.from(currentTarget.files ?? []);
          currentTarget.value = ""; // the same file may be chosen again
          if (file) onFile(file);
        }}
      />
    </>
  );
}

/** Hands the browser a file, which it keeps where it keeps downloads. */
export function saveFile(name: string, text: string, type: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // the browser reads it meanwhile
}

// Starts one page of the field matrix: notes errors and keys, makes the field, says when it is there.
import type { Mount, TestField } from "./contract";

declare global {
  interface Window {
    field: TestField;
    ready: Promise<void>;
    problems: string[];
    /** Keys that came to the page, and whether someone had prevented their default. */
    keys: { key: string; prevented: boolean }[];
  }
}

/** Where the contract lives: the window whose document holds the field. */
export function publish(target: Window, field: TestField): void {
  target.field = field;
}

export function start(mount: Mount): void {
  window.problems = [];
  window.keys = [];
  const note = (problem: unknown) => window.problems.push(String(problem));
  addEventListener("error", (event) => note(event.message));
  addEventListener("unhandledrejection", (event) => note(event.reason));
  document.addEventListener("securitypolicyviolation", (event) =>
    note(`CSP: ${event.violatedDirective}`),
  );
  const { error } = console;
  console.error = (...parts) => {
    note(parts.join(" ").slice(0, 300));
    error(...parts);
  };
  addEventListener("keydown", (event) =>
    window.keys.push({ key: event.key, prevented: event.defaultPrevented }),
  );
  window.ready = (async () => {
    const root = document.getElementById("root") as HTMLElement;
    publish(window, await mount(root));
  })();
}

// Opens the welcome page after Nib was installed: once, however often the browser says so, and not
// where an organisation's policy says no. In: runtime.onInstalled. Out: a tab, and a mark in
// storage.local that it was dealt with.
import { readManaged, readSettings } from "../shared/settings";

/** In storage.local, apart from the settings: true once the first start is over. */
export const WELCOMED_KEY = "welcomed";
const PAGE = "welcome/welcome.html";
/** Chromium reads a policy while the extension starts already, and then tells of a change. */
const POLICY_WAIT_MS = 500;

/** Safe to call for every event: updates, and installs that came before, open nothing. */
export async function welcome({ reason }: chrome.runtime.InstalledDetails): Promise<void> {
  if (reason !== "install") return;
  await navigator.locks.request("nib-welcome", async () => {
    const stored = await chrome.storage.local.get(WELCOMED_KEY);
    if (stored[WELCOMED_KEY] === true) return;
    await policyRead();
    if ((await readSettings()).welcome)
      await chrome.tabs.create({ url: chrome.runtime.getURL(PAGE) });
    await chrome.storage.local.set({ [WELCOMED_KEY]: true });
  });
}

/** Resolves once there is a policy, or there has been time enough for one. */
async function policyRead(): Promise<void> {
  const isThere = async () => Object.keys(await readManaged()).length > 0;
  await new Promise<void>((resolve) => {
    const follow = (_: object, area: string) => area === "managed" && done();
    const done = () => {
      clearTimeout(timer);
      chrome.storage.onChanged.removeListener(follow);
      resolve();
    };
    const timer = setTimeout(done, POLICY_WAIT_MS);
    chrome.storage.onChanged.addListener(follow);
    void isThere().then((there) => there && done());
  });
}

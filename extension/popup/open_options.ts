// Opens the options page, at one of its sections where that is what was asked for, and closes the
// popup. In: the section's id on that page.

export function openOptions(section = ""): void {
  const opened = section
    ? chrome.tabs.create({ url: chrome.runtime.getURL(`options/options.html#${section}`) })
    : chrome.runtime.openOptionsPage();
  void Promise.resolve(opened).then(() => window.close());
}

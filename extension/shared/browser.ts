// The WebExtension API under one name: Chromium's `chrome`, which Firefox offers as well.
export const { runtime, storage } = chrome;

export const isFirefox = chrome.runtime.getURL("").startsWith("moz-extension:");

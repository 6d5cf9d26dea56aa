// The English that somebody probably writes, from the language of the browser. Pure.
import type { Settings } from "../shared/settings";

type Dialect = Settings["dialect"];

/** Regions whose English is written as another's is. */
const REGIONS: Readonly<Record<string, Dialect>> = {
  US: "us",
  PH: "us",
  GB: "uk",
  IE: "uk",
  IN: "uk",
  SG: "uk",
  ZA: "uk",
  CA: "ca",
  AU: "au",
  NZ: "au",
};

/** "en-GB" -> "uk"; "any" for English of no region, and for other languages. */
export function dialectOf(language: string): Dialect {
  const [name = "", ...rest] = language.split("-");
  const region = rest.find((part) => /^[a-z]{2}$/i.test(part));
  if (name.toLowerCase() !== "en" || region === undefined) return "any";
  return REGIONS[region.toUpperCase()] ?? "any";
}

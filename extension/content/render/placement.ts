// Where a card stands beside its text. In: the text's box, the card's size, the viewport. Out: the
// card's corner in viewport coordinates: below the text, above it where only there is room, and
// never over the viewport's edge. Pure.
import type { Box } from "../adapters/field";

interface Size {
  readonly width: number;
  readonly height: number;
}

const GAP_PX = 6;
const EDGE_PX = 8;

export function besideText(anchor: Box, card: Size, view: Size): { left: number; top: number } {
  const below = anchor.top + anchor.height + GAP_PX;
  const above = anchor.top - GAP_PX - card.height;
  const roomBelow = view.height - EDGE_PX - below;
  const isBelow = roomBelow >= card.height || roomBelow >= anchor.top - GAP_PX - EDGE_PX;
  return {
    left: within(anchor.left, view.width - card.width),
    top: within(isBelow ? below : above, view.height - card.height),
  };
}

function within(wanted: number, room: number): number {
  return Math.round(Math.max(EDGE_PX, Math.min(wanted, room - EDGE_PX)));
}

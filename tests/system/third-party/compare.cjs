// Compares a client's book with the venue's own snapshot, where both stand at one moment.
'use strict';

/** The best levels of a REST snapshot as numbers. */
async function snapshot(rest, symbol, levels) {
  const answer = await fetch(`${rest}/api/v3/depth?symbol=${symbol}&limit=${levels}`);
  const depth = await answer.json();
  const numbers = (side) => side.map(([price, size]) => [Number(price), Number(size)]);
  return { id: depth.lastUpdateId, bids: numbers(depth.bids), asks: numbers(depth.asks) };
}

const same = (left, right) => JSON.stringify(left) === JSON.stringify(right);

/** Ends the process: 0 if the books were equal at least `wanted` times, else 1. */
function finish(client, updates, equal, wanted) {
  console.log(`${client}: ${updates} updates, ${equal} times equal to a snapshot of the same moment`);
  process.exit(equal >= wanted ? 0 : 1);
}

module.exports = { snapshot, same, finish };

// node-binance-api keeps a "depth cache" from a snapshot and the diff stream.
'use strict';
const Binance = require('node-binance-api');
const { snapshot, same, finish } = require('./compare.cjs');

const [ws, rest] = process.argv.slice(2);
const binance = new Binance({
  urls: { base: `${rest}/api/`, stream: `${ws}/ws/`, combineStream: `${ws}/stream?streams=` },
});
const best = (side) => Object.entries(side).slice(0, 20).map(([price, size]) => [Number(price), Number(size)]);
let updates = 0;
let equal = 0;

binance.websockets.depthCache(['ETHBTC'], async (symbol, depth) => {
  updates++;
  const ours = { bids: best(binance.sortBids(depth.bids)), asks: best(binance.sortAsks(depth.asks)) };
  const { bids, asks } = await snapshot(rest, symbol, 20);
  // It does not tell the id of its book, and the market may have moved on meanwhile.
  if (same(ours, { bids, asks })) equal++;
  if (equal >= 10 || updates >= 300) finish('node-binance-api', updates, equal, 10);
}, 1000);
setTimeout(() => finish('node-binance-api', updates, equal, 10), 40000);

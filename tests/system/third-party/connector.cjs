// Binance's own connector: REST and a stream.
'use strict';
const { Spot, WebsocketStream } = require('@binance/connector');

const [ws, rest] = process.argv.slice(2);
const quiet = { info() {}, debug() {}, log() {}, warn: console.warn, error: console.error };
const spot = new Spot('', '', { baseURL: rest });
let trades = 0;
let next;
const stream = new WebsocketStream({
  wsURL: ws,
  combinedStreams: true,
  logger: quiet,
  callbacks: {
    open: () => {},
    message: async (text) => {
      const { data } = JSON.parse(text);
      if (next !== undefined && data.t !== next) throw new Error(`expected trade ${next}, got ${data.t}`);
      next = data.t + 1;
      if (++trades !== 20) return;
      const { data: row } = await spot.historicalTrades('BTCUSDT', { fromId: data.t, limit: 1 });
      const depth = await spot.depth('BTCUSDT', { limit: 10 });
      console.log(`@binance/connector: ${trades} consecutive trades, ${depth.data.bids.length} bids`);
      process.exit(row[0].id === data.t && row[0].price === data.p ? 0 : 1);
    },
  },
});
stream.subscribe(['btcusdt@trade']);
setTimeout(() => {
  console.log(`@binance/connector: only ${trades} trades`);
  process.exit(1);
}, 20000);

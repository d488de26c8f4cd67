// The client "binance" subscribes by control messages and reads REST.
'use strict';
const { MainClient, WebsocketClient } = require('binance');

const [ws, rest] = process.argv.slice(2);
const client = new MainClient({ baseUrl: rest });
const silent = { trace() {}, info() {}, error: console.error };
const sockets = new WebsocketClient({ wsUrl: ws }, silent);
let last;
let diffs = 0;

sockets.on('message', (message) => {
  const diff = message.data ?? message;
  if (diff.e !== 'depthUpdate') return;
  if (last !== undefined && diff.U !== last + 1) throw new Error(`gap: ${last} then ${diff.U}`);
  last = diff.u;
  if (++diffs === 30) done();
});
sockets.on('exception', (error) => console.error('exception', error));
sockets.subscribe(['btcusdt@depth@100ms'], 'main');

async function done() {
  const book = await client.getOrderBook({ symbol: 'BTCUSDT', limit: 1000 });
  const info = await client.getExchangeInfo();
  console.log(`binance: ${diffs} consecutive diffs, ${book.bids.length} bids, ${info.symbols.length} symbols`);
  process.exit(book.lastUpdateId >= last && book.bids.length > 500 ? 0 : 1);
}
setTimeout(() => {
  console.log(`binance: only ${diffs} diffs`);
  process.exit(1);
}, 20000);

// The client "binance" trades over REST and hears of it over the WebSocket API.
'use strict';
const fs = require('fs');
const { MainClient, WebsocketAPIClient } = require('binance');

const [ws, rest, keyFile] = process.argv.slice(2);
const lines = fs.readFileSync(keyFile, 'utf8');
const keys = {
  api_key: /^key=(.*)$/m.exec(lines)[1],
  api_secret: /^secret=(.*)$/m.exec(lines)[1],
};
const silent = { trace() {}, info() {}, error: console.error };
const client = new MainClient({ ...keys, baseUrl: rest });
const api = new WebsocketAPIClient({ ...keys, wsUrl: ws, attachEventListeners: false }, silent);
const reports = [];
const balances = new Map();

api.getWSClient().on('message', (message) => {
  const event = message.event ?? message.data ?? message;
  if (event.e === 'executionReport') reports.push(event);
  if (event.e === 'outboundAccountPosition') event.B.forEach((it) => balances.set(it.a, `${it.f} ${it.l}`));
});
api.getWSClient().on('exception', (error) => console.error('exception', error));

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

async function main() {
  await api.subscribeUserDataStream('mainWSAPI');
  const placed = await client.submitNewOrder({
    symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: 0.01, newOrderRespType: 'FULL',
  });
  const resting = await client.submitNewOrder({
    symbol: 'BTCUSDT', side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', quantity: 0.01, price: 20000,
  });
  await client.cancelOrder({ symbol: 'BTCUSDT', orderId: resting.orderId });
  await pause(8000);

  const told = (id) => reports.filter((it) => it.i === id).map((it) => `${it.x} ${it.X}`).join(', ');
  const fills = new Map();
  reports.filter((it) => it.x === 'TRADE').forEach((it) => fills.set(`${it.s} ${it.t}`, it));
  let same = 0;
  for (const symbol of new Set([...fills.values()].map((it) => it.s))) {
    const first = Math.min(...[...fills.values()].filter((it) => it.s === symbol).map((it) => it.t));
    for (const row of await client.getAccountTradeList({ symbol, fromId: first, limit: 1000 })) {
      const fill = fills.get(`${symbol} ${row.id}`);
      if (fill && fill.L === row.price && fill.l === row.qty && fill.n === row.commission && fill.m === row.isMaker) same++;
    }
  }
  // The account goes on trading while it is asked for: between two events both say the same.
  let known = [];
  let wrong = [];
  for (let tries = 0; tries < 30; tries++) {
    const account = await client.getAccountInformation();
    known = account.balances.filter((it) => balances.has(it.asset));
    wrong = known.filter((it) => balances.get(it.asset) !== `${it.free} ${it.locked}`);
    if (wrong.length === 0) break;
    await pause(200);
  }
  console.log(`binance (account): ${reports.length} reports, ${fills.size} fills of which ${same} equal REST, `
    + `${known.length} balances of which ${wrong.length} differ; market order ${told(placed.orderId)}; `
    + `cancelled order ${told(resting.orderId)}`);
  const right = /^NEW NEW, (TRADE PARTIALLY_FILLED, )*TRADE FILLED$/.test(told(placed.orderId))
    && told(resting.orderId) === 'NEW NEW, CANCELED CANCELED';
  process.exit(right && same === fills.size && fills.size > 3 && known.length > 1 && wrong.length === 0 ? 0 : 1);
}
main().catch((error) => {
  console.log('binance (account):', error);
  process.exit(1);
});
setTimeout(() => process.exit(1), 40000);

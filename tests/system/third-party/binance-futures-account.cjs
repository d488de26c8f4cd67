// The client "binance" trades futures over REST and hears of it by a listen key on the private route.
'use strict';
const fs = require('fs');
const { USDMClient, WebsocketClient } = require('binance');

const [ws, rest, keyFile] = process.argv.slice(2);
const lines = fs.readFileSync(keyFile, 'utf8');
const keys = {
  api_key: /^key=(.*)$/m.exec(lines)[1],
  api_secret: /^secret=(.*)$/m.exec(lines)[1],
};
const silent = { trace() {}, info() {}, error: console.error };
const client = new USDMClient({ ...keys, baseUrl: rest });
const sockets = new WebsocketClient({ ...keys, wsUrl: ws, restOptions: { baseUrl: rest } }, silent);
const updates = [];
const lite = new Set();
const wallets = new Map();
const positions = new Map();

sockets.on('message', (message) => {
  const event = message.data ?? message;
  if (event.e === 'ORDER_TRADE_UPDATE') updates.push(event.o);
  if (event.e === 'TRADE_LITE') lite.add(`${event.s} ${event.t}`);
  if (event.e === 'ACCOUNT_UPDATE') {
    event.a.B.forEach((it) => wallets.set(it.a, it.wb));
    event.a.P.forEach((it) => positions.set(it.s, it.pa));
  }
});
sockets.on('exception', (error) => console.error('exception', error));

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

async function main() {
  await sockets.subscribeUsdFuturesUserDataStream();
  await pause(500);
  const market = { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: 0.01, newOrderRespType: 'RESULT' };
  const placed = await client.submitNewOrder(market);
  const resting = await client.submitNewOrder({
    symbol: 'BTCUSDT', side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', quantity: 0.01, price: 20000,
  });
  await client.modifyOrder({ symbol: 'BTCUSDT', side: 'BUY', orderId: resting.orderId, quantity: 0.02, price: 21000 });
  await client.cancelOrder({ symbol: 'BTCUSDT', orderId: resting.orderId });
  await client.setLeverage({ symbol: 'BTCUSDT', leverage: 10 });
  await pause(6000);

  const told = (id) => updates.filter((it) => it.i === id).map((it) => `${it.x} ${it.X}`).join(', ');
  const fills = new Map();
  updates.filter((it) => it.x === 'TRADE').forEach((it) => fills.set(`${it.s} ${it.t}`, it));
  let same = 0;
  for (const symbol of new Set([...fills.values()].map((it) => it.s))) {
    const first = Math.min(...[...fills.values()].filter((it) => it.s === symbol).map((it) => it.t));
    for (const row of await client.getAccountTrades({ symbol, fromId: first, limit: 1000 })) {
      const fill = fills.get(`${symbol} ${row.id}`);
      if (fill && fill.L === row.price && fill.l === row.qty && fill.n === row.commission
        && Number(fill.rp) === Number(row.realizedPnl) && lite.has(`${symbol} ${row.id}`)) same++;
    }
  }
  // The account goes on trading while it is asked for: between two events both say the same.
  let wrong = [];
  let known = 0;
  for (let tries = 0; tries < 30; tries++) {
    const account = await client.getAccountInformationV3();
    const there = new Map([
      ...account.assets.map((it) => [it.asset, it.walletBalance]),
      ...account.positions.map((it) => [it.symbol, it.positionAmt]),
    ]);
    const here = [...wallets, ...positions];
    wrong = here.filter(([name, amount]) => amount !== (there.get(name) ?? '0'));
    known = here.length;
    if (wrong.length === 0) break;
    await pause(200);
  }
  console.log(`binance (futures account): ${updates.length} updates, ${fills.size} fills of which ${same} equal REST and the short form, `
    + `${known} wallets and positions of which ${wrong.length} differ; market order ${told(placed.orderId)}; `
    + `modified order ${told(resting.orderId)}`);
  const right = /^NEW NEW, (TRADE PARTIALLY_FILLED, )*TRADE FILLED$/.test(told(placed.orderId))
    && told(resting.orderId) === 'NEW NEW, AMENDMENT NEW, CANCELED CANCELED';
  process.exit(right && same === fills.size && fills.size > 1 && known > 1 && wrong.length === 0 ? 0 : 1);
}
main().catch((error) => {
  console.log('binance (futures account):', error);
  process.exit(1);
});
setTimeout(() => process.exit(1), 40000);

// ccxt keeps a book by Binance's rules; its nonce is the update id of its book.
'use strict';
const ccxt = require('ccxt');
const { snapshot, same, finish } = require('./compare.cjs');

async function main(ws, rest) {
  const exchange = new ccxt.pro.binance({
    options: { defaultType: 'spot', fetchMarkets: ['spot'], fetchMargins: false },
  });
  exchange.urls.api.public = `${rest}/api/v3`;
  exchange.urls.api.ws.spot = `${ws}/ws`;
  await exchange.loadHttpProxyAgent(); // ccxt wants this before a ws:// address
  let updates = 0;
  let equal = 0;
  while (updates < 200 && equal < 10) {
    const book = await exchange.watchOrderBook('ETH/BTC');
    updates++;
    const ours = { id: book.nonce, bids: book.bids.slice(0, 20), asks: book.asks.slice(0, 20) };
    const theirs = await snapshot(rest, 'ETHBTC', 20);
    if (theirs.id !== ours.id) continue;
    if (!same(ours, theirs)) throw new Error(`books differ at ${ours.id}`);
    equal++;
  }
  await exchange.close();
  finish('ccxt', updates, equal, 10);
}

main(...process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exit(1);
});

// ccxt keeps the books that Bitfinex, Kraken and Upbit begin in the stream; it checks the first two's checksums itself.
'use strict';
const ccxt = require('ccxt');
const { same, finish } = require('./compare.cjs');

const LEVELS = 20;

// How each is told another address, what is watched, and the venue's own book by REST.
const venues = {
  bitfinex: {
    symbol: 'BTC/USD',
    limit: 100,
    options: { watchOrderBook: { checksum: true } },
    locate(exchange, ws, rest) {
      exchange.urls.api.public = rest;
      exchange.urls.api.ws.public = ws;
    },
    async book(rest) {
      const rows = await json(`${rest}/v2/book/tBTCUSD/P0?len=100`);
      const side = (sign) => rows.filter((row) => row[2] * sign > 0).map(([price, , amount]) => [price, Math.abs(amount)]);
      return { bids: side(1), asks: side(-1) };
    },
  },
  kraken: {
    symbol: 'BTC/USD',
    limit: 25,
    options: {},
    locate(exchange, ws, rest) {
      exchange.urls.api.public = rest;
      exchange.urls.api.ws.publicV2 = ws;
    },
    async book(rest) {
      const answer = await json(`${rest}/0/public/Depth?pair=XBTUSD&count=25`);
      const [book] = Object.values(answer.result);
      const side = (rows) => rows.map(([price, size]) => [Number(price), Number(size)]);
      return { bids: side(book.bids), asks: side(book.asks) };
    },
  },
  upbit: {
    symbol: 'BTC/KRW',
    limit: 30,
    options: { watchOrderBook: { limit: 30 } },
    locate(exchange, ws, rest) {
      exchange.urls.api.public = rest;
      exchange.urls.api.ws = ws;
    },
    async book(rest) {
      const [book] = await json(`${rest}/v1/orderbook?markets=KRW-BTC`);
      const units = book.orderbook_units;
      return {
        bids: units.map((unit) => [unit.bid_price, unit.bid_size]),
        asks: units.map((unit) => [unit.ask_price, unit.ask_size]),
      };
    },
  },
};

async function json(address) {
  const answer = await fetch(address);
  return answer.json();
}

const best = (book) => ({
  bids: book.bids.slice(0, LEVELS).map(([price, size]) => [price, size]),
  asks: book.asks.slice(0, LEVELS).map(([price, size]) => [price, size]),
});

async function main(name, ws, rest) {
  const venue = venues[name];
  const exchange = new ccxt.pro[name]({ options: venue.options });
  venue.locate(exchange, ws, rest);
  await exchange.loadHttpProxyAgent(); // ccxt wants this before a ws:// address
  let updates = 0;
  let equal = 0;
  while (updates < 200 && equal < 10) {
    const book = await exchange.watchOrderBook(venue.symbol, venue.limit);
    updates++;
    const ours = best(book);
    const theirs = best(await venue.book(rest));
    // Another message may have come in between.
    if (same(ours, theirs)) equal++;
  }
  await exchange.close();
  finish(`ccxt ${name}`, updates, equal, 10);
}

main(...process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exit(1);
});

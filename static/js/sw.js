// The worker: without internet, or when it takes too long, the page of the device takes the place
// of the roll call. It keeps that page and its files; never a page or an answer with names.
// `SCHIL` (version, page, files) stands in the script that loads this one.

const { versie, pagina, bestanden } = self.SCHIL;
const CACHE = `schil-${versie}`;
const PATIENCE = 4000;
const PRESENTIE = /^\/(vandaag|bijeenkomsten\/\d+\/presentie)\/$/;

const anonymous = (url) => new Request(url, { credentials: "omit", cache: "reload" });

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(CACHE);
      await cache.addAll([pagina, ...bestanden].map(anonymous));
      await self.skipWaiting();
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const old = (await caches.keys()).filter((key) => key !== CACHE);
      await Promise.all(old.map((key) => caches.delete(key)));
    })(),
  );
});

// Not `open`: that would make an empty cache on a device that was just wiped.
const kept = (url) => caches.match(url, { cacheName: CACHE });

const tooLate = () => new Promise((resolve) => setTimeout(resolve, PATIENCE, null));

const presentie = async (request) => {
  const network = fetch(request).catch(() => null);
  const isPatient = new URL(request.url).searchParams.has("wacht");
  const answer = await (isPatient ? network : Promise.race([network, tooLate()]));
  if (answer && answer.status < 500) return answer;
  return (await kept(pagina)) ?? answer ?? (await network) ?? Response.error();
};

const file = async (request) => (await kept(request.url)) ?? fetch(request);

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (PRESENTIE.test(url.pathname)) event.respondWith(presentie(request));
  } else if (bestanden.includes(url.pathname)) {
    event.respondWith(file(request));
  }
});

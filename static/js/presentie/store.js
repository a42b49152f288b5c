// What the device keeps, in IndexedDB: taps to send (without names), lists, and whose they are.

const NAME = "leergang-presentie";
let opening = null;

export const open = () => {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      const taps = request.result.createObjectStore("tikken", { keyPath: "volg", autoIncrement: true });
      taps.createIndex("kenmerk", "kenmerk", { unique: true });
      request.result.createObjectStore("lijsten", { keyPath: "bijeenkomst" });
      request.result.createObjectStore("toestel", { keyPath: "naam" });
    };
    request.onsuccess = () => {
      const close = () => {
        request.result.close();
        opening = null;
      };
      request.result.onversionchange = close;
      request.result.onclose = close;
      resolve(request.result);
    };
    request.onerror = () => {
      opening = null;
      reject(request.error);
    };
  });
  return opening;
};

// The answer of one request.
export const ask = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

// One transaction over these stores; what `work` changed is on the disk when this resolves.
export const change = async (names, work) => {
  const database = await open();
  const transaction = database.transaction(names, "readwrite", { durability: "strict" });
  const done = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
  const result = await work(...names.map((name) => transaction.objectStore(name)));
  await done;
  return result;
};

export const all = async (name) => {
  const database = await open();
  return ask(database.transaction(name).objectStore(name).getAll());
};

export const get = async (name, key) => {
  const database = await open();
  return ask(database.transaction(name).objectStore(name).get(key));
};

// Whether this device keeps anything at all; asking makes nothing.
export const exists = async () => {
  if (!indexedDB.databases) return true;
  return (await indexedDB.databases()).some((one) => one.name === NAME);
};

// Everything goes: the database, the pages, and the worker that serves them. What this page still
// had under way, such as a list of names that comes in just now, is kept no more.
export const wipe = async () => {
  const database = await opening;
  opening = new Promise(() => {});
  database?.close();
  await new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(NAME);
    request.onsuccess = request.onerror = request.onblocked = resolve;
  });
  if (window.caches) await Promise.all((await caches.keys()).map((key) => caches.delete(key)));
  const workers = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  await Promise.all(workers.map((worker) => worker.unregister()));
};

// Opens headings of a page in Firefox, by loading their address and by changing the hash. Prints by how many pixels each misses its place.
// Usage: node land.mjs EXECUTABLE ADDRESS ID…
import puppeteer from "puppeteer-core"

const [executablePath, address, ...ids] = process.argv.slice(2)
const browser = await puppeteer.launch({ browser: "firefox", executablePath })
const page = await browser.newPage()
await page.setViewport({ width: 1280, height: 900 })

/** Return how far a heading is from its place, in pixels, once scrolling has ended; 0 if the page ends before the place is reached. */
const miss = id => page.evaluate(id => new Promise(resolve => {
  let last = NaN, still = 0
  const look = () => {
    still = scrollY === last ? still + 1 : 0
    last = scrollY
    if (still < 12) return requestAnimationFrame(look)
    const place = document.getElementById(id)
    const atEnd = document.documentElement.scrollHeight - innerHeight - scrollY < 2
    const miss = place.getBoundingClientRect().top - parseFloat(getComputedStyle(place).scrollMarginTop)
    resolve(atEnd && miss > 0 ? 0 : miss)
  }
  look()
}), id)

const misses = {}
for (const id of ids) {
  await page.goto("about:blank")
  await page.goto(`${address}#${id}`, { waitUntil: "load" })
  await page.evaluate(() => document.fonts.ready.then(() => null))
  const loaded = await miss(id)
  await page.goto("about:blank")
  await page.goto(address, { waitUntil: "load" })
  await page.evaluate(id => { location.hash = id }, id)
  misses[id] = [loaded, await miss(id)].map(Math.round)
}
await browser.close()
console.log(JSON.stringify(misses))

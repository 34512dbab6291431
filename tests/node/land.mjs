// Opens places on a page in Firefox, by their address and by a change of it; prints by how many pixels each heading misses its place.
// Usage: node land.mjs EXECUTABLE ADDRESS ID…
import puppeteer from "puppeteer-core"

const [executablePath, address, ...ids] = process.argv.slice(2)
const browser = await puppeteer.launch({ browser: "firefox", executablePath })
const page = await browser.newPage()
await page.setViewport({ width: 1280, height: 900 })

/** How far a heading is from its place once the page scrolls no more; 0 where the page ends before it can get there. */
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

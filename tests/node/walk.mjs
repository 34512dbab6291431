// Visits the pages of an unzipped bundle by clicking links, as a reader does, then uses its tools. Prints what happened as JSON.
// Usage: node walk.mjs chrome|firefox EXECUTABLE INDEX.HTML NUMBER-OF-PAGES
import { pathToFileURL } from "node:url"
import puppeteer from "puppeteer-core"

const [name, executablePath, index, wanted] = process.argv.slice(2)
const start = pathToFileURL(index).href
const root = new URL(".", start).href
const CONTROL = "http://control.invalid/"
const seen = { pages: [], errors: [], requests: [], tools: {} }

const browser = await puppeteer.launch({
  browser: name,
  executablePath,
  // No network: all requests go to a proxy at a port where nothing answers.
  args: name === "chrome" ? ["--no-sandbox", "--disable-gpu", "--proxy-server=127.0.0.1:9", "--proxy-bypass-list=<-loopback>"] : [],
  extraPrefsFirefox: {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.proxy.allow_hijacking_localhost": true,
  },
})
const page = await browser.newPage()
await page.setViewport({ width: 1280, height: 900 })
page.setDefaultTimeout(60_000)
page.on("request", request => { if (!/^(file|data|blob|about):/.test(request.url())) seen.requests.push(request.url()) })
page.on("console", message => { if (message.type() === "error") seen.errors.push(`${page.url()}: ${message.text()}`) })
page.on("pageerror", error => seen.errors.push(`${page.url()}: ${error}`))

const address = () => page.url().slice(root.length)
/** Wait for the fonts: leaving a page earlier aborts their loading, and Firefox reports that as an error. */
const settled = () => page.evaluate(() => document.fonts.ready.then(() => null))
const open = async address => { await page.goto(root + address, { waitUntil: "load" }); await settled() }
const texts = (selector, attribute) => page.$$eval(selector, (elements, attribute) =>
  elements.map(element => attribute ? element.getAttribute(attribute) : element.textContent.trim()), attribute)

/** Follow a link by a click from within the page: moving the mouse to each of many links would take seconds. */
const follow = async selector => {
  await Promise.all([page.waitForNavigation({ waitUntil: "load" }), page.$eval(selector, link => link.click())])
  await settled()
}

/** Return facts about the page and the addresses in the bundle to which its visible links lead. */
const look = () => page.evaluate(root => ({
  title: document.title,
  language: document.documentElement.lang,
  headings: document.querySelectorAll("h1").length,
  // Stand-ins use fonts of the machine, which may have none of them.
  fonts: [...document.fonts].filter(font => font.status === "error" && !font.family.includes("Stand-in")).map(font => font.family),
  images: [...document.images].filter(image => image.complete && !image.naturalWidth).map(image => image.src),
  links: [...new Set([...document.querySelectorAll("a[href]")]
    .filter(link => link instanceof HTMLAnchorElement && link.href.startsWith(root) && link.checkVisibility())
    .map(link => link.href.slice(root.length).split("#")[0]))].filter(address => address.endsWith(".html")),
}), root)

/** Return the language and the folder of a page. */
const kind = address => address.split("/").slice(0, 2).join("/")

// The first visit of the chooser redirects to the browser's language; later visits stay on the chooser.
await page.goto(start, { waitUntil: "domcontentloaded" }).catch(() => null)
await page.waitForFunction(start => location.href !== start && document.readyState === "complete", {}, start)
seen.tools.first = address()
await settled()
// The chooser redirects before its fonts are loaded, which aborts their loading.
const aborted = error => error.startsWith(`${start}:`) && error.includes("downloadable font: download failed")
seen.errors = seen.errors.filter(error => !aborted(error))
await open("index.html")
const visited = new Set()
for (let steps = 0; visited.size < Number(wanted) && steps < 2 * Number(wanted); steps += 1) {
  const { links, ...facts } = await look()
  const here = address().split("#")[0]
  if (!visited.has(here)) seen.pages.push({ address: here, ...facts })
  visited.add(here)
  const often = link => [...visited].filter(each => kind(each) === kind(link)).length
  const [target] = links.filter(link => !visited.has(link)).sort((a, b) => often(a) - often(b))
  await page.evaluate((root, target) => {
    const links = [...document.querySelectorAll("a[href]")].filter(link => link.checkVisibility())
    const link = links.find(link => link.href.split?.("#")[0] === root + target) ?? document.querySelector("a.md-logo")
    link.setAttribute("data-walk", "")
  }, root, target ?? "")
  await follow("[data-walk]")
  if (target && address().split("#")[0] !== target) throw new Error(`a link to ${target} led to ${address()}`)
}

await open("de/index.html")
await page.click("input[name=query]")
await page.type("input[name=query]", "Datenkuratirung")
await page.waitForSelector(".md-search-result__item a")
seen.tools.search = await texts(".md-search-result__item a", "href")

await open("de/roles/ai-trainer.html#path")
await follow("[data-ra-language]")
seen.tools.switch = address()

await open("en/index.html")
await page.waitForSelector("#ra-finder:not([hidden])")
await page.click("#ra-finder summary")
await page.select("#finder-like", await page.$eval("#finder-like option:last-of-type", option => option.value))
await page.click("#ra-finder button[type=submit]")
await page.waitForSelector("#finder-result a")
seen.tools.finder = await texts("#finder-result a", "href")

await open("en/compare/index.html")
await follow('a[href$="ai-data-engineer--ai-model-curator.html"]')
seen.tools.comparison = address()

await open("en/trainings/index.html")
await page.waitForSelector("form.ra-filter:not([hidden])")
await page.click(".ra-filter input[type=checkbox]")
seen.tools.list = await page.$eval(".ra-filter [role=status]", status => status.textContent)

await open("en/plan/index.html")
await page.waitForSelector("#ra-plan:not([hidden])")
await page.select("#plan-target", await page.$eval("#plan-target option:last-of-type", option => option.value))
await page.waitForSelector(".ra-planstep")
seen.tools.plan = (await texts(".ra-planstep")).length

// Proves that a request to a server would be noticed. It comes last, since it leaves an error in the console.
const errors = [...seen.errors]
await page.evaluate(url => fetch(url).catch(() => null), CONTROL)
await browser.close()
console.log(JSON.stringify({ ...seen, errors }))

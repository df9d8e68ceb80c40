/* A profile as one HTML page: timeline, flame graph, tables, hints. It loads nothing
 * and may load nothing (its Content-Security-Policy says so); names reach it as JSON
 * that cannot end a script, and the page's code sets them as text alone.
 */
#include "host/profile_format.h"

#include "engine/base/limits.h"
#include "host/profile_json.h"
#include "host/profile_table.h"

enum { TREES_MOST = 64, FRAMES_MOST = 12000, FUNCTIONS_MOST = 60 };

/* The page before its data, and after. */

static const char *const before[] = {
    "<!DOCTYPE html>\n",
    "<html lang=\"en\">\n",
    "<head>\n",
    "<meta charset=\"utf-8\">\n",
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'\">\n",
    "<meta name=\"viewport\" content=\"width=device-width\">\n",
    "<title>Inlay profile</title>\n",
    "<style>\n",
    ":root { color-scheme: dark; --ground: #11141f; --panel: #181c2b; --line: #2a3147; --ink: #d7deee; --faint: #7d8aa5; --accent: #ffb454; }\n",
    "body { margin: 0; padding: 16px 22px 40px; background: var(--ground); color: var(--ink); font: 14px/1.45 system-ui, \"DejaVu Sans\", sans-serif; }\n",
    "h1 { font-size: 20px; margin: 0 0 2px; }\n",
    "h2 { font-size: 14px; margin: 22px 0 6px; color: var(--accent); }\n",
    "p { margin: 2px 0; color: var(--faint); }\n",
    "canvas { display: block; box-sizing: border-box; width: 100%; background: var(--panel); border: 1px solid var(--line); border-radius: 4px; cursor: pointer; }\n",
    "#flames { max-height: 460px; overflow: hidden auto; }\n",
    ".bar { display: flex; gap: 10px; align-items: center; flex-wrap: wrap; margin: 4px 0; }\n",
    "button, select, input { background: var(--panel); color: var(--ink); border: 1px solid var(--line); border-radius: 4px; padding: 3px 9px; font: inherit; }\n",
    ".legend { display: flex; gap: 14px; flex-wrap: wrap; margin: 6px 0; }\n",
    ".legend i { display: inline-block; width: 11px; height: 11px; border-radius: 2px; margin-right: 5px; }\n",
    "table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }\n",
    "th, td { text-align: right; padding: 2px 10px 2px 0; border-bottom: 1px solid var(--line); white-space: nowrap; }\n",
    "th { color: var(--faint); font-weight: normal; }\n",
    ".name { text-align: left; white-space: normal; overflow-wrap: anywhere; }\n",
    "#hints li { color: #a8ccff; margin: 2px 0; }\n",
    "#tip { position: fixed; pointer-events: none; display: none; max-width: 60ch; white-space: pre-wrap; overflow-wrap: anywhere;\n",
    "  background: #05070de6; border: 1px solid var(--line); border-radius: 4px; padding: 5px 9px; z-index: 9; }\n",
    "</style>\n",
    "</head>\n",
    "<body>\n",
    "<h1 id=\"title\"></h1>\n",
    "<p id=\"about\"></p>\n",
    "<h2>Frames</h2>\n",
    "<div class=\"bar\">\n",
    "  <select id=\"unit\"><option value=\"ns\">time</option><option value=\"fuel\">fuel</option></select>\n",
    "  <span id=\"chosen\" style=\"color: var(--faint)\"></span>\n",
    "</div>\n",
    "<canvas id=\"frames\" height=\"150\"></canvas>\n",
    "<div class=\"legend\" id=\"legend\"></div>\n",
    "<h2>Flame graph</h2>\n",
    "<div class=\"bar\">\n",
    "  <select id=\"tree\"></select>\n",
    "  <input id=\"search\" placeholder=\"search a function\" size=\"30\">\n",
    "  <button id=\"reset\">whole</button>\n",
    "  <span id=\"found\" style=\"color: var(--faint)\"></span>\n",
    "</div>\n",
    "<div id=\"flames\"><canvas id=\"flame\"></canvas></div>\n",
    "<h2>Hints</h2>\n",
    "<ul id=\"hints\"></ul>\n",
    "<h2>Mods</h2>\n",
    "<table id=\"mods\"></table>\n",
    "<h2>Functions</h2>\n",
    "<table id=\"functions\"></table>\n",
    "<div id=\"tip\"></div>\n",
    "<noscript><p>This page draws with JavaScript; it loads nothing from anywhere.</p></noscript>\n",
    "<script type=\"application/json\" id=\"data\">\n",
};

static const char *const after[] = {
    "</script>\n",
    "<script>\n",
    "'use strict';\n",
    "const data = JSON.parse(document.getElementById('data').textContent);\n",
    "const $ = id => document.getElementById(id);\n",
    "const ROW = 18;\n",
    "const FRAME = { number: 0, start: 1, ns: 2, fuel: 3, hitch: 4 };\n",
    "const CELL = { frame: 0, mod: 1, fuel: 2, ns: 3, calls: 4, hostNs: 5 };\n",
    "const NODE = { parent: 0, name: 1, mod: 2, fuel: 3, calls: 4, kind: 5 };\n",
    "\n",
    "// Texts come from mods: they are only ever set as text.\n",
    "function make(tag, text, name) {\n",
    "  const it = document.createElement(tag);\n",
    "  if (text !== undefined) it.textContent = text;\n",
    "  if (name) it.className = name;\n",
    "  return it;\n",
    "}\n",
    "const short = n => n >= 1e9 ? (n / 1e9).toFixed(2) + 'G' : n >= 1e6 ? (n / 1e6).toFixed(2) + 'M' : n >= 1e4 ? (n / 1e3).toFixed(1) + 'k' : String(n);\n",
    "const time = ns => ns >= 1e6 ? (ns / 1e6).toFixed(2) + ' ms' : (ns / 1e3).toFixed(1) + ' \\u00b5s';\n",
    "const amount = (n, unit) => unit === 'ns' ? time(n) : short(n) + ' fuel';\n",
    "const part = (n, all) => all ? (100 * n / all).toFixed(1) + ' %' : '';\n",
    "const hue = mod => mod < 0 ? 220 : mod * 67 % 360;\n",
    "const modName = mod => mod < 0 ? 'host' : data.mods[mod].name;\n",
    "\n",
    "function showTip(event, text) {\n",
    "  const tip = $('tip');\n",
    "  tip.style.display = text ? 'block' : 'none';\n",
    "  tip.textContent = text;\n",
    "  tip.style.left = Math.min(event.clientX + 14, innerWidth - tip.offsetWidth - 8) + 'px';\n",
    "  tip.style.top = Math.min(event.clientY + 14, innerHeight - tip.offsetHeight - 8) + 'px';\n",
    "}\n",
    "\n",
    "function prepare(canvas, height) {\n",
    "  const ratio = devicePixelRatio || 1, width = canvas.clientWidth;\n",
    "  canvas.style.height = height + 'px';\n",
    "  canvas.width = width * ratio;\n",
    "  canvas.height = height * ratio;\n",
    "  const pen = canvas.getContext('2d');\n",
    "  pen.scale(ratio, ratio);\n",
    "  return { pen, width, height };\n",
    "}\n",
    "\n",
    "// ---- frames: one column for one or more of them, the slowest is drawn ----\n",
    "const rowsOf = data.frames.map(() => []);\n",
    "for (const row of data.rows) rowsOf[row[CELL.frame]].push(row);\n",
    "let columns = [], unit = 'ns';\n",
    "\n",
    "function drawFrames() {\n",
    "  const { pen, width, height } = prepare($('frames'), 150);\n",
    "  const key = unit === 'ns' ? FRAME.ns : FRAME.fuel, cell = unit === 'ns' ? CELL.ns : CELL.fuel;\n",
    "  const count = data.frames.length, wide = Math.max(1, Math.min(14, width / Math.max(1, count)));\n",
    "  const each = Math.max(1, Math.ceil(count * wide / width));\n",
    "  let most = 1;\n",
    "  columns = [];\n",
    "  for (let i = 0; i < count; i += each) {\n",
    "    let best = i;\n",
    "    for (let n = i; n < Math.min(count, i + each); n++) {\n",
    "      if (data.frames[n][key] > data.frames[best][key]) best = n;\n",
    "      if (data.frames[n][FRAME.hitch] && !data.frames[best][FRAME.hitch]) best = n;\n",
    "    }\n",
    "    columns.push(best);\n",
    "    most = Math.max(most, data.frames[best][key]);\n",
    "  }\n",
    "  columns.wide = wide;\n",
    "  const scale = (height - 16) / most;\n",
    "  columns.forEach((frame, i) => {\n",
    "    let y = height;\n",
    "    for (const row of rowsOf[frame]) {\n",
    "      const high = row[cell] * scale;\n",
    "      pen.fillStyle = `hsl(${hue(row[CELL.mod])} 60% 60%)`;\n",
    "      pen.fillRect(i * wide, y -= high, Math.max(1, wide - (wide > 3 ? 1 : 0)), high);\n",
    "    }\n",
    "    const rest = Math.max(0, data.frames[frame][key] * scale - (height - y));\n",
    "    pen.fillStyle = '#55607a';\n",
    "    pen.fillRect(i * wide, y - rest, Math.max(1, wide - (wide > 3 ? 1 : 0)), rest);\n",
    "    if (data.frames[frame][FRAME.hitch]) {\n",
    "      pen.fillStyle = '#ff5f5a';\n",
    "      pen.fillRect(i * wide, 0, Math.max(2, wide - 1), 5);\n",
    "    }\n",
    "  });\n",
    "  pen.fillStyle = '#7d8aa5';\n",
    "  pen.font = '11px system-ui, sans-serif';\n",
    "  pen.fillText(amount(most, unit), 6, 16);\n",
    "}\n",
    "\n",
    "function frameAt(event) {\n",
    "  return columns[Math.floor((event.clientX - $('frames').getBoundingClientRect().left) / columns.wide)];\n",
    "}\n",
    "\n",
    "function tellFrame(frame) {\n",
    "  const f = data.frames[frame], lines = [`frame ${f[FRAME.number]}${f[FRAME.hitch] ? ' (hitch)' : ''}: ${time(f[FRAME.ns])}, ${short(f[FRAME.fuel])} fuel`];\n",
    "  for (const row of [...rowsOf[frame]].sort((a, b) => b[CELL.ns] - a[CELL.ns]).slice(0, 12))\n",
    "    lines.push(`${modName(row[CELL.mod])}: ${time(row[CELL.ns])}, ${short(row[CELL.fuel])} fuel, ${row[CELL.calls]} calls (${time(row[CELL.hostNs])})`);\n",
    "  return lines.join('\\n');\n",
    "}\n",
    "\n",
    "// ---- the flame graph ----\n",
    "let tree = null, root = 0, boxes = [], wanted = '';\n",
    "\n",
    "function openTree(index) {\n",
    "  const nodes = data.trees[index].nodes;\n",
    "  tree = { nodes, total: nodes.map(n => n[NODE.fuel]), children: nodes.map(() => []) };\n",
    "  for (let i = nodes.length - 1; i > 0; i--) {\n",
    "    tree.total[nodes[i][NODE.parent]] += tree.total[i];\n",
    "    tree.children[nodes[i][NODE.parent]].push(i);\n",
    "  }\n",
    "  for (const list of tree.children) list.reverse();\n",
    "  root = 0;\n",
    "  drawFlame();\n",
    "}\n",
    "\n",
    "const label = i => data.names[tree.nodes[i][NODE.name]][0];\n",
    "const place = i => data.names[tree.nodes[i][NODE.name]][1];\n",
    "\n",
    "function layOut(width) {\n",
    "  boxes = [];\n",
    "  const path = [];\n",
    "  for (let i = root; i >= 0; i = tree.nodes[i][NODE.parent]) path.unshift(i);\n",
    "  path.forEach((i, depth) => boxes.push({ i, x: 0, w: width, depth }));\n",
    "  const stack = [[root, 0, path.length - 1]];\n",
    "  while (stack.length) {\n",
    "    const [at, x, depth] = stack.pop();\n",
    "    let left = x;\n",
    "    for (const i of tree.children[at]) {\n",
    "      const w = tree.total[root] ? width * tree.total[i] / tree.total[root] : 0;\n",
    "      if (w >= 0.4) {\n",
    "        boxes.push({ i, x: left, w, depth: depth + 1 });\n",
    "        stack.push([i, left, depth + 1]);\n",
    "      }\n",
    "      left += w;\n",
    "    }\n",
    "  }\n",
    "  return boxes.reduce((most, b) => Math.max(most, b.depth), 0) + 1;\n",
    "}\n",
    "\n",
    "function drawFlame() {\n",
    "  const deep = Math.min(layOut($('flame').clientWidth), 1700);\n",
    "  const { pen } = prepare($('flame'), deep * ROW + 2);\n",
    "  let hits = 0;\n",
    "  pen.font = '11px system-ui, \"DejaVu Sans\", sans-serif';\n",
    "  for (const b of boxes) {\n",
    "    const n = tree.nodes[b.i], is = wanted && label(b.i).toLowerCase().includes(wanted);\n",
    "    hits += is ? n[NODE.fuel] : 0;\n",
    "    pen.fillStyle = is ? '#ffe066' : n[NODE.kind] === 1 ? `hsl(${hue(n[NODE.mod])} 35% 42%)` : `hsl(${hue(n[NODE.mod])} 55% ${58 + n[NODE.name] * 7 % 15}%)`;\n",
    "    pen.fillRect(b.x, b.depth * ROW, Math.max(0.5, b.w - 0.7), ROW - 1);\n",
    "    if (b.w < 22) continue;\n",
    "    const text = label(b.i), room = Math.floor((b.w - 8) / 6);\n",
    "    pen.fillStyle = n[NODE.kind] === 1 && !is ? '#eef' : '#101320';\n",
    "    pen.fillText(text.length > room ? text.slice(0, Math.max(0, room - 1)) + '\\u2026' : text, b.x + 4, b.depth * ROW + 13);\n",
    "  }\n",
    "  $('found').textContent = wanted ? part(hits, tree.total[0]) + ' of all fuel' : '';\n",
    "}\n",
    "\n",
    "function boxAt(event) {\n",
    "  const r = $('flame').getBoundingClientRect(), x = event.clientX - r.left, depth = Math.floor((event.clientY - r.top) / ROW);\n",
    "  return boxes.find(b => b.depth === depth && x >= b.x && x < b.x + b.w);\n",
    "}\n",
    "\n",
    "function tellBox(b) {\n",
    "  const n = tree.nodes[b.i], calls = n[NODE.calls] ? `\\n${short(n[NODE.calls])} calls` : '';\n",
    "  return `${label(b.i)}\\n${modName(n[NODE.mod])}${place(b.i) ? ', ' + place(b.i) : ''}\\n${short(tree.total[b.i])} fuel (${part(tree.total[b.i], tree.total[0])}), ` +\n",
    "    `${short(n[NODE.fuel])} its own (${part(n[NODE.fuel], tree.total[0])})${calls}`;\n",
    "}\n",
    "\n",
    "// ---- tables ----\n",
    "function fill(table, heads, rows, words) {\n",
    "  const head = make('tr');\n",
    "  heads.forEach((text, i) => head.append(make('th', text, i < words ? 'name' : '')));\n",
    "  table.append(head);\n",
    "  for (const row of rows) {\n",
    "    const line = make('tr');\n",
    "    row.forEach((text, i) => line.append(make('td', text, i < words ? 'name' : '')));\n",
    "    table.append(line);\n",
    "  }\n",
    "}\n",
    "\n",
    "function start() {\n",
    "  $('title').textContent = data.title;\n",
    "  document.title = data.title;\n",
    "  $('about').textContent = data.about;\n",
    "  data.mods.forEach((mod, i) => {\n",
    "    const item = make('span'), box = make('i');\n",
    "    box.style.background = `hsl(${hue(i)} 60% 60%)`;\n",
    "    item.append(box, mod.name);\n",
    "    $('legend').append(item);\n",
    "  });\n",
    "  data.trees.forEach((t, i) => {\n",
    "    const option = make('option', t.frame < 0 ? 'all frames' : `frame ${data.frames[t.frame][FRAME.number]}${data.frames[t.frame][FRAME.hitch] ? ' (hitch)' : ''}`);\n",
    "    option.value = i;\n",
    "    $('tree').append(option);\n",
    "  });\n",
    "  for (const [mod, text] of data.hints) $('hints').append(make('li', `${modName(mod)}: ${text}`));\n",
    "  if (!data.hints.length) $('hints').append(make('li', 'nothing that stands out'));\n",
    "  fill($('mods'), ['mod', 'slot', 'language', 'fuel a frame', 'p50', 'p99', 'most', 'in frame', 'calls a frame', 'memory'],\n",
    "    data.sums.map(s => [modName(s[0]), data.mods[s[0]].slot, data.mods[s[0]].language, short(s[1]), time(s[2]), time(s[3]), time(s[4]), String(s[5]), short(s[6]), Math.round(s[7] / 1024) + ' KiB']), 3);\n",
    "  fill($('functions'), ['function', 'mod', 'at', 'own fuel', '', 'with calls', '', 'calls'],\n",
    "    data.functions.map(f => [data.names[f[0]][0], modName(f[1]), data.names[f[0]][1], short(f[2]), part(f[2], data.fuel), short(f[3]), part(f[3], data.fuel), f[4] ? short(f[4]) : '']), 3);\n",
    "\n",
    "  $('frames').onmousemove = event => { const f = frameAt(event); showTip(event, f === undefined ? '' : tellFrame(f)); };\n",
    "  $('frames').onclick = event => {\n",
    "    const f = frameAt(event), i = data.trees.findIndex(t => t.frame === f);\n",
    "    if (f === undefined) return;\n",
    "    $('chosen').textContent = tellFrame(f).replaceAll('\\n', ' \\u00b7 ') + (i < 0 ? ' \\u00b7 its calls were not kept' : '');\n",
    "    if (i >= 0) { $('tree').value = i; openTree(i); }\n",
    "  };\n",
    "  $('flame').onmousemove = event => { const b = boxAt(event); showTip(event, b ? tellBox(b) : ''); };\n",
    "  $('flame').onclick = event => { const b = boxAt(event); if (b) { root = b.i; drawFlame(); } };\n",
    "  for (const id of ['frames', 'flame']) $(id).onmouseleave = event => showTip(event, '');\n",
    "  $('unit').onchange = () => { unit = $('unit').value; drawFrames(); };\n",
    "  $('tree').onchange = () => openTree(Number($('tree').value));\n",
    "  $('search').oninput = () => { wanted = $('search').value.toLowerCase(); drawFlame(); };\n",
    "  $('reset').onclick = () => { root = 0; drawFlame(); };\n",
    "  onresize = () => { drawFrames(); drawFlame(); };\n",
    "  drawFrames();\n",
    "  openTree(0);\n",
    "  document.body.dataset.ready = `${data.frames.length} frames, ${data.mods.length} mods, ${data.trees.length} trees, ${boxes.length} boxes`;\n",
    "}\n",
    "start();\n",
    "</script>\n",
    "</body>\n",
    "</html>\n",
};

typedef struct page {
    const profile       *p;
    const profile_table *t;
    text_builder        *out;
    uint32_t             first_frame;   /* of those that are shown */
    bool                 is_first;
} page;

static void put_lines(text_builder *out, const char *const *lines, size_t count)
{
    for (size_t i = 0; i < count; i++)
        text_put(out, text_of(lines[i]));
}

/* Names: the places, then the mods, then "all"; each with where it is. */
static uint32_t name_of(const page *g, const profile_branch *b)
{
    return b->place != PROFILE_NONE ? b->place : g->p->place_count + (b->mod != PROFILE_NONE ? b->mod : g->p->mod_count);
}

static void put_name(page *g, text_view name, const profile_place *place)
{
    char at[LIMIT_PROFILE_TEXT + 16] = "";
    if (place && place->file.size)
        text_format(at, sizeof at, place->line ? "%.*s:%u" : "%.*s", TEXT_ARGS(place->file), place->line);
    profile_json_comma(g->out, &g->is_first);
    text_put(g->out, text_of("["));
    profile_json_text(g->out, name.size ? name : text_of("(no name)"));
    text_put(g->out, text_of(","));
    profile_json_text(g->out, text_of(at));
    text_put(g->out, text_of("]"));
}

static void put_names(page *g)
{
    text_add(g->out, ",\n\"names\":[");
    g->is_first = true;
    for (uint32_t i = 0; i < g->p->place_count; i++)
        put_name(g, g->p->places[i].name, &g->p->places[i]);
    for (uint32_t i = 0; i < g->p->mod_count; i++)
        put_name(g, g->p->mods[i].name, NULL);
    put_name(g, text_of("all"), NULL);
    text_add(g->out, "]");
}

static void put_field(page *g, const char *name, text_view text)
{
    text_add(g->out, "\"%s\":", name);
    profile_json_text(g->out, text);
}

static void put_head(page *g)
{
    const profile *p = g->p;
    char about[200], first[32], last[32], count[32];
    text_add(g->out, "{");
    put_field(g, "title", p->title.size ? p->title : text_of("Inlay profile"));
    text_format(about, sizeof about, "%s frames (%s to %s)%s%s", hint_number(p->frame_count, count),
                hint_number(p->frame_count ? p->frames[0].number : 0, first), hint_number(p->frame_count ? p->frames[p->frame_count - 1].number : 0, last),
                p->is_exact ? "; every call and unit of fuel counted" : "; functions sampled by fuel",
                g->first_frame ? "; the last 12,000 are shown" : "");
    text_add(g->out, ",");
    put_field(g, "about", text_of(about));
    text_add(g->out, ",\"fuel\":%llu,\n\"mods\":[", (unsigned long long)g->t->tree.branches[0].total_fuel);
    g->is_first = true;
    for (uint32_t i = 0; i < p->mod_count; i++) {
        profile_json_comma(g->out, &g->is_first);
        text_add(g->out, "{");
        put_field(g, "name", p->mods[i].name);
        text_add(g->out, ",");
        put_field(g, "slot", p->mods[i].slot);
        text_add(g->out, ",");
        put_field(g, "language", p->mods[i].language);
        text_add(g->out, "}");
    }
    text_add(g->out, "]");
}

static void put_frames(page *g)
{
    const profile *p = g->p;
    text_add(g->out, ",\n\"frames\":[");
    for (uint32_t i = g->first_frame; i < p->frame_count; i++) {
        const profile_frame *f = &p->frames[i];
        text_add(g->out, "%s[%llu,%llu,%llu,%llu,%d]", i > g->first_frame ? "," : "", (unsigned long long)f->number, (unsigned long long)f->start_ns,
                 (unsigned long long)f->ns, (unsigned long long)f->fuel, f->is_hitch);
    }
    text_add(g->out, "],\n\"rows\":[");
    g->is_first = true;
    for (uint32_t i = 0; i < p->row_count && !g->out->failed; i++) {
        const profile_row *r = &p->rows[i];
        if (r->frame < g->first_frame)
            continue;
        profile_json_comma(g->out, &g->is_first);
        text_add(g->out, "[%u,%u,%llu,%llu,%llu,%llu]", r->frame - g->first_frame, r->mod, (unsigned long long)r->fuel, (unsigned long long)r->ns,
                 (unsigned long long)r->host_calls, (unsigned long long)r->host_ns);
    }
    text_add(g->out, "]");
}

static void put_tree(page *g, const profile_tree *t, int64_t frame)
{
    profile_json_comma(g->out, &g->is_first);
    text_add(g->out, "\n{\"frame\":%lld,\"nodes\":[", (long long)frame);
    for (uint32_t i = 0; i < t->count && !g->out->failed; i++) {
        const profile_branch *b = &t->branches[i];
        bool is_import = b->place != PROFILE_NONE && g->p->places[b->place].kind == PROFILE_IMPORT;
        text_add(g->out, "%s[%lld,%u,%lld,%llu,%llu,%d]", i ? "," : "", i ? (long long)b->parent : -1LL, name_of(g, b),
                 b->mod == PROFILE_NONE ? -1LL : (long long)b->mod, (unsigned long long)b->fuel, (unsigned long long)b->calls, is_import);
    }
    text_add(g->out, "]}");
}

static bool put_trees(page *g, error *err)
{
    profile_by_frame f;
    bool good = profile_by_frame_open(&f, g->out->budget, g->p, err);
    text_add(g->out, ",\n\"trees\":[");
    g->is_first = true;
    put_tree(g, &g->t->tree, -1);
    for (uint32_t i = g->first_frame, done = 0; good && i < g->p->frame_count && done < TREES_MOST; i++) {
        profile_tree t;
        uint32_t count = f.node_starts[i + 1] - f.node_starts[i];
        if (!count)
            continue;
        good = profile_tree_open_of(&t, g->out->budget, g->p, f.nodes + f.node_starts[i], count, err);
        if (!good)
            break;
        put_tree(g, &t, i - g->first_frame);
        profile_tree_close(&t);
        done++;
    }
    text_add(g->out, "]");
    profile_by_frame_close(&f);
    return good;
}

static void put_tables(page *g)
{
    const profile_table *t = g->t;
    text_add(g->out, ",\n\"sums\":[");
    for (uint32_t i = 0; i < t->mod_count; i++) {
        const profile_sum *s = &t->mods[i];
        uint64_t frames = s->frames ? s->frames : 1;
        text_add(g->out, "%s[%u,%llu,%llu,%llu,%llu,%llu,%llu,%llu]", i ? "," : "", s->mod, (unsigned long long)(s->fuel / frames), (unsigned long long)s->p50,
                 (unsigned long long)s->p99, (unsigned long long)s->worst_ns, (unsigned long long)s->worst_frame,
                 (unsigned long long)(s->host_calls / frames), (unsigned long long)s->memory);
    }
    text_add(g->out, "],\n\"functions\":[");
    for (uint32_t i = 0; i < t->function_count && i < FUNCTIONS_MOST; i++) {
        const profile_cost *c = &t->functions[i];
        text_add(g->out, "%s[%u,%lld,%llu,%llu,%llu]", i ? "," : "", c->place, c->mod == PROFILE_NONE ? -1LL : (long long)c->mod,
                 (unsigned long long)c->fuel, (unsigned long long)c->total_fuel, (unsigned long long)c->calls);
    }
    text_add(g->out, "],\n\"hints\":[");
    g->is_first = true;
    for (uint32_t i = 0; i < t->mod_count; i++) {
        hint_figures figures = profile_table_hints(t, i);
        hint_list list = hint_of(&figures);
        for (uint32_t n = 0; n < list.count; n++) {
            profile_json_comma(g->out, &g->is_first);
            text_add(g->out, "[%u,", t->mods[i].mod);
            profile_json_text(g->out, text_of(list.texts[n]));
            text_add(g->out, "]");
        }
    }
    text_add(g->out, "]}\n");
}

bool profile_html_write(const profile *p, text_builder *out, error *err)
{
    profile_table t;
    page g = { .p = p, .t = &t, .out = out, .first_frame = p->frame_count > FRAMES_MOST ? p->frame_count - FRAMES_MOST : 0 };
    if (!profile_table_open(&t, out->budget, p, err))
        return false;
    put_lines(out, before, sizeof before / sizeof *before);
    put_head(&g);
    put_names(&g);
    put_frames(&g);
    bool good = put_trees(&g, err);
    put_tables(&g);
    put_lines(out, after, sizeof after / sizeof *after);
    profile_table_close(&t);
    return good;
}

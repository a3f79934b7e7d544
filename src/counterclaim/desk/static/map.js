// The map of a page: fetched only when its <details> is opened, everything from here, nothing from elsewhere.
const RING = 5;

export function prepare(box) {
  box.addEventListener("toggle", () => {
    if (box.open && !box.dataset.drawn) {
      box.dataset.drawn = "1";
      draw(box).catch(() => {
        delete box.dataset.drawn;
        box.querySelector(".map").hidden = true;
        tell(box, "The map could not be loaded. The list below has the same.");
      });
    }
  });
}

async function draw(box) {
  const room = box.querySelector(".map");
  room.hidden = false;
  const [places, atlas] = await Promise.all([
    fetch(box.dataset.map, { headers: { Accept: "application/json" } }).then(ok),
    fetch(box.dataset.atlas).then(ok),
    style(box.dataset.leafletStyle),
    script(box.dataset.leaflet),
    script(box.dataset.topojson),
  ]);
  const L = window.L;
  const countries = window.topojson.feature(atlas, atlas.objects.countries).features;
  const look = getComputedStyle(document.documentElement);
  const colour = (name) => look.getPropertyValue(name).trim();
  const map = L.map(room, { attributionControl: false, worldCopyJump: true, minZoom: 1, maxZoom: 9, fadeAnimation: false, zoomAnimation: false, markerZoomAnimation: false });
  map.setView([20, 20], 2);
  const named = places.data.placed;
  const whole = new Map();
  for (const one of named.filter((p) => p.shape === "country")) {
    const found = countries.find((c) => holds(c.geometry, one.lon, one.lat));
    if (found) whole.set(found, [...(whole.get(found) ?? []), one]);
    else one.shape = "area";
  }
  L.geoJSON(countries, {
    style: (c) => ({ color: colour("--soft"), weight: 0.7, fillColor: whole.has(c) ? colour("--accent") : colour("--paper"), fillOpacity: whole.has(c) ? 0.25 : 1 }),
    onEachFeature: (c, layer) => { if (whole.has(c)) layer.bindPopup(() => words(whole.get(c))); else layer.options.interactive = false; },
  }).addTo(map);
  const bounds = [];
  const spots = new Map();
  for (const one of named.filter((p) => p.shape !== "country")) {
    const at = `${one.lat} ${one.lon} ${one.shape}`;
    spots.set(at, [...(spots.get(at) ?? []), one]);
  }
  const here = [...spots.values()].sort((a, b) => (b[0].reach ?? 200) - (a[0].reach ?? 200));
  for (const group of here) {
    const { lat, lon, shape, reach, name } = group[0];
    const area = shape === "area";
    L.circle([lat, lon], {
      radius: (reach ?? 200) * 1000, color: colour(area ? "--side-b" : "--accent"), weight: area ? 2 : 1.5,
      dashArray: area ? "7 6" : null, fillOpacity: area ? 0.08 : 0.2,
    }).addTo(map).bindPopup(() => words(group));
    bounds.push(L.latLng(lat, lon).toBounds((reach ?? 200) * 2000));
    // A town's ring would vanish when the whole world is seen.
    if (!area) L.circleMarker([lat, lon], { radius: RING, color: colour("--accent"), weight: 2, fillOpacity: 0 }).addTo(map).bindPopup(() => words(group)).bindTooltip(name, { direction: "top" });
  }
  for (const [country] of whole) bounds.push(L.geoJSON(country).getBounds());
  const all = bounds.reduce((sum, b) => (sum ? sum.extend(b) : L.latLngBounds(b.getSouthWest(), b.getNorthEast())), null);
  if (all) map.fitBounds(all, { maxZoom: 7, padding: [20, 20] });
  tray(box, places.data.unplaced);
}

function tray(box, unplaced) {
  if (!unplaced.length) return;
  tell(box, `Unplaced: ${unplaced.length} incident${unplaced.length === 1 ? "" : "s"} of which no place is told`);
  const list = box.appendChild(document.createElement("ul"));
  list.className = "small unplaced";
  for (const one of unplaced) list.appendChild(document.createElement("li")).append(leading(one));
}

function leading(one) {
  const link = document.createElement("a");
  const moment = new URLSearchParams(location.search).get("as_of");
  link.href = `/incidents/${encodeURIComponent(one.incident)}${moment ? `?as_of=${encodeURIComponent(moment)}` : ""}`;
  link.textContent = one.title;
  link.dir = "auto";
  return link;
}

function words(group) {
  const list = document.createElement("ul");
  list.className = "popup";
  for (const one of group) {
    const item = list.appendChild(document.createElement("li"));
    const how = one.shape === "country" ? "a whole country" : `${one.shape === "area" ? "an area" : "a place"}, within some ${one.reach ?? 200} km`;
    item.append(leading(one));
    item.append(document.createElement("br"), `${one.name}: ${how}`);
  }
  return list;
}

function holds(shape, lon, lat) {
  const polygons = shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates;
  return polygons.some((rings) => rings.reduce((inside, ring) => inside !== crosses(ring, lon, lat), false));
}

function crosses(ring, lon, lat) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i], [bx, by] = ring[j];
    if (ay > lat !== by > lat && lon < ((bx - ax) * (lat - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

function tell(box, said) {
  let line = box.querySelector("[role=status]");
  if (!line) {
    line = document.createElement("p");
    line.className = "small";
    line.setAttribute("role", "status");
    box.append(line);
  }
  line.textContent = said;
}

function ok(response) {
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

function style(href) {
  return added(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
}

function script(src) {
  return added(Object.assign(document.createElement("script"), { src }));
}

function added(element) {
  return new Promise((done, failed) => {
    element.addEventListener("load", done);
    element.addEventListener("error", failed);
    document.head.append(element);
  });
}

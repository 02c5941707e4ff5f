// Six cards that fetch as published ones do. Each writes its result on the page.
class GardenCard extends HTMLElement {
  setConfig(config) {
    this.config = config;
  }
  getCardSize() {
    return 1;
  }
  set hass(hass) {
    if (this.started) return;
    this.started = true;
    this.textContent = `${this.localName}: …`;
    this.load(hass).then(
      (found) => (this.textContent = `${this.localName}: ${found}`),
      (error) => (this.textContent = `${this.localName}: failed with ${error.status_code ?? error.status ?? error}`),
    );
  }
  picture(address) {
    return new Promise((done, failed) => {
      const image = new Image();
      image.onload = () => done(image.naturalWidth > 0 ? 'a picture' : 'nothing');
      image.onerror = () => failed('no picture');
      image.src = address;
    });
  }
}

// The still of a camera, with the token that its state has.
class GardenCamera extends GardenCard {
  load(hass) {
    return this.picture(hass.states['camera.demo_camera'].attributes.entity_picture);
  }
}

// The history of a state, with the page's own login.
class GardenHistory extends GardenCard {
  async load(hass) {
    const since = new Date(Date.now() - 3_600_000).toISOString();
    const found = await hass.callApi('GET', `history/period/${since}?filter_entity_id=sun.sun&minimal_response`);
    return `${found.length} with history`;
  }
}

// A picture at an address that Home Assistant signs for the card.
class GardenImage extends GardenCard {
  async load(hass) {
    const { path } = await hass.callWS({ type: 'auth/sign_path', path: '/api/camera_proxy/camera.demo_camera' });
    return this.picture(path);
  }
}

// A path of the integration's own.
class GardenBeds extends GardenCard {
  async load(hass) {
    return (await hass.callApi('GET', 'garden/beds')).beds.join(' and ');
  }
}

// A font beside the script.
class GardenFont extends GardenCard {
  async load() {
    const font = await new FontFace('Garden', `url(${new URL('garden.woff2', import.meta.url).href})`).load();
    return `a font that is ${font.status}`;
  }
}

// A part of the script that is loaded when it is needed.
class GardenChunk extends GardenCard {
  async load() {
    return (await import('./garden-chunk.js')).flowers;
  }
}

customElements.define('garden-camera', GardenCamera);
customElements.define('garden-history', GardenHistory);
customElements.define('garden-image', GardenImage);
customElements.define('garden-beds', GardenBeds);
customElements.define('garden-font', GardenFont);
customElements.define('garden-chunk', GardenChunk);

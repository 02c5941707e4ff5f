"""A custom integration with cards: it serves their files, and two views of its own, of which one acts by GET."""

from homeassistant.components.http import HomeAssistantView, StaticPathConfig


class Beds(HomeAssistantView):
    """Reads, for whoever is signed in."""

    url = "/api/garden/beds"
    name = "api:garden:beds"

    async def get(self, request):
        """The beds."""
        return self.json({"beds": ["roses", "beans"]})


class Water(HomeAssistantView):
    """Acts, by GET."""

    url = "/api/watering/start"
    name = "api:watering:start"

    async def get(self, request):
        """Starts to water."""
        request.app["hass"].states.async_set("sensor.watering", "on")
        return self.json({"watering": True})


class Locked(HomeAssistantView):
    """Refuses for a reason of its own, whoever asks."""

    url = "/api/garden/locked"
    name = "api:garden:locked"

    async def get(self, request):
        """The gate is locked."""
        return self.json_message("The gate is locked", 401)


class Harvest(HomeAssistantView):
    """Wants a login outside of `/api`."""

    url = "/harvest/list.json"
    name = "garden:harvest"

    async def get(self, request):
        """The harvest."""
        return self.json([])


async def async_setup(hass, config):
    """Serves the views and the files."""
    hass.http.register_view(Beds)
    hass.http.register_view(Water)
    hass.http.register_view(Locked)
    hass.http.register_view(Harvest)
    files = hass.config.path("custom_components/garden/www")
    await hass.http.async_register_static_paths([StaticPathConfig("/garden_cards", files, False)])
    return True

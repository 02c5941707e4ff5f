"""Stands for the integration of that name, which asks a service on the internet: a sensor with the share of fossil
electricity, for the card that looks for one of this integration, and a device that was discovered, for another card."""

from homeassistant.helpers import discovery_flow


async def async_setup(hass, config):
    discovery_flow.async_create_flow(hass, "co2signal", context={"source": "integration_discovery"}, data={})
    return True

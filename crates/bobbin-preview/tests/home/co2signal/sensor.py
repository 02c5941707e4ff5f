"""The share of fossil electricity, always the same."""

from homeassistant.components.sensor import SensorEntity


class Fossil(SensorEntity):
    _attr_name = "Fossil share"
    _attr_unique_id = "fossil_share"
    _attr_native_unit_of_measurement = "%"
    _attr_native_value = 30
    _attr_state_class = "measurement"


async def async_setup_platform(hass, config, async_add_entities, discovery_info=None):
    async_add_entities([Fossil()])

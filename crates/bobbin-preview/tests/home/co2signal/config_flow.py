"""A device that was discovered and waits for somebody to add it."""

from homeassistant.config_entries import ConfigFlow


class Discovered(ConfigFlow, domain="co2signal"):
    async def async_step_integration_discovery(self, found):
        await self.async_set_unique_id("discovered")
        return await self.async_step_confirm()

    async def async_step_confirm(self, said=None):
        return self.async_show_form(step_id="confirm")

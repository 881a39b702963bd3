"""The materials of the demonstration: what a made-up officer has on the desk."""

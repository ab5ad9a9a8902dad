"""Charts of readings over time, painted by themselves.

From far to near: `services.series_maker` reads what is in sight (rollups of months, weeks,
days and hours, ranges of some minutes, single readings); `chart.Chart` makes layers of it;
`canvas.Canvas` keeps where one looks and paints axes and layers, frame by frame.

To draw something more, write a `layers.Layer`: it gets its numpy arrays when it is made and
paints itself through a `plane.Plane`, and is handed to `Chart.set_more(...)`. A layer reads
nothing, and does in `paint` only what depends on the part in sight; long arrays go through a
`pyramid.Pyramid`, which keeps the extremes however many readings share a column of pixels.
What has an axis of its own paints through `dataclasses.replace(plane, bottom=..., top=...)` and
wants no values to be seen (`bounds` is None).
"""

"""Charts of readings over time, painted by themselves.

From far to near: `services.series_maker` reads what is in sight (rollups of months, weeks,
days and hours, ranges of some minutes, single readings); `chart.Chart` makes layers of it;
`canvas.Canvas` keeps where one looks and paints axes and layers, frame by frame.

What else may be drawn comes from suppliers of layers (`suppliers` is the seam and says how to
write one): `stack.LayerStack` asks those that are switched on, in workers, and hands their
drawings to `Chart.show_drawings(...)`: layers below and above the readings, `lanes` under the
plot, a `second` type with a scale at the right.

A `layers.Layer` gets its numpy arrays when it is made and paints itself through a
`plane.Plane`. It reads nothing, and does in `paint` only what depends on the part in sight;
long arrays go through a `pyramid.Pyramid`, which keeps the extremes however many readings
share a column of pixels. Where it wants no values to be seen, `bounds` is None.
"""

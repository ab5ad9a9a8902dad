"""What can be laid over and under the readings of a chart over time: one module a supplier of
layers (see `ui.chart.suppliers`), and what of it is switched on."""

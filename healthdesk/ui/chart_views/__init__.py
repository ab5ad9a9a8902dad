"""Ways to look at one type of one person: each a `view.ChartView` on the page of charts."""

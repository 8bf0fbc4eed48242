"""Line ends that were lost: between headings, items, the fields of a form and what stands around a text."""

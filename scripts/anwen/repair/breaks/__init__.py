"""Line ends where none belong or where one was lost, and spaces."""

"""Line ends where none belong."""

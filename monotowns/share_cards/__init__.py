"""What a shared page of the registry looks like elsewhere: a picture with the map, 1200 × 630."""

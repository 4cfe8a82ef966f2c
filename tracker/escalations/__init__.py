"""What a group cannot lift, carried until it is answered."""

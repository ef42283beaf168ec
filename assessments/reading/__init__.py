"""What pages ask about rounds, and that changes nothing. What services read too stays beside them."""

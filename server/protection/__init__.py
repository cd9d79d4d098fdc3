"""What requests and answers of every route pass: who called, how, from which site; and which headers go back."""

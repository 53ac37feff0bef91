module stand-in/init

go 1.24

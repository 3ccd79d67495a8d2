// test room

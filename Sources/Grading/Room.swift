// module room

"""Leaves named semaphores behind."""
# expect: returned raised

import multiprocessing

locks = [multiprocessing.Lock() for _ in range(10)]
